"""All that is wrong with the reader's settings, keys and themes."""

from newsreader.config.load import Problem, read_settings
from newsreader.config.model import Settings
from newsreader.config.paths import Paths
from newsreader.config.themes import AUTO, OWN_THEMES, read_themes, unknown_theme


def find_mistakes(paths: Paths) -> list[Problem]:
    """List the mistakes in the order in which one would mend them."""
    settings, problems = read_settings(paths.settings_files)
    return problems + mistakes_beside(paths, settings)


def mistakes_beside(paths: Paths, settings: Settings) -> list[Problem]:
    """List what is wrong with keys and themes; each setting for itself may be right."""
    from newsreader.ui.keys.own import make_keymap  # the screen's, but without Textual

    themes, problems = read_themes(paths.themes)
    wish = settings.screen.theme
    ours = {AUTO, *OWN_THEMES, *(theme.name for theme in themes)}
    if wish not in ours and all(problem.path.stem != wish for problem in problems):
        from newsreader.ui.theme import TEXTUALS  # costly: only for a name we do not know

        problems += unknown_theme(paths.settings_files, wish, TEXTUALS)
    return make_keymap(settings.screen.keymap, settings.own_keys)[1] + problems


def doubtful_themes(paths: Paths) -> list[Problem]:
    """List what of the reader's own themes can hardly be read; that is allowed all the same."""
    themes, _ = read_themes(paths.themes)
    if not themes:
        return []
    from newsreader.ui.readable import hard_to_read  # Textual knows the colours

    return [problem for theme in themes for problem in hard_to_read(paths.themes, theme)]
