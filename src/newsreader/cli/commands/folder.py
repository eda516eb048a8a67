"""``newsreader folder``: rename a folder, put it elsewhere, or dissolve it."""

import argparse

from newsreader.cli import notices
from newsreader.cli.naming import find_folder
from newsreader.cli.session import open_session
from newsreader.domain.feed import folder_path
from newsreader.services.feed_edit import place_folder
from newsreader.store.feeds import load_folders


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser.add_argument("folder", metavar="FOLDER", help="its path, News/Austria, or its own name")
    parser.add_argument(
        "path",
        metavar="PATH",
        help="its new path; a folder that is there takes in what it holds; empty: what it holds "
        "goes to the folder above",
    )
    parser.epilog = (
        "examples:\n  newsreader folder News/Austria News/Home\n  newsreader folder News/Home ''"
    )


def run(arguments: argparse.Namespace) -> int:
    """Change the folder; its feeds stay."""
    with open_session() as session:
        database = session.library.database
        folder = find_folder(database.read(load_folders).result().values(), arguments.folder)
        path = database.write(place_folder, folder.id, folder_path(arguments.path)).result()
    name = "/".join(folder.path)
    notices.tell(f"{name} is {'/'.join(path)} now." if path else f"{name} is dissolved.")
    return 0
