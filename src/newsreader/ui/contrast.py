"""Themes of high contrast: every text at least 7 to 1 on what lies behind it (WCAG 2.2, 1.4.6)."""

from textual.theme import Theme

from newsreader.config.themes import CONTRAST_DARK, CONTRAST_LIGHT

HIGH_DARK = Theme(
    name=CONTRAST_DARK,
    dark=True,
    primary="#7cc7ff",
    secondary="#ffffff",
    accent="#ffd75f",
    warning="#ffd75f",
    error="#ff9e9e",
    success="#9ceb8f",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    variables={
        "muted": "#e4e4e4",
        "faint": "#b8b8b8",
        "strong": "#ffffff",
        "cursor-background": "#0057ad",
        "cursor-foreground": "#ffffff",
        "shade": "#333333",
        "border": "#ffffff",
        "scrollbar": "#ffffff",
        "scrollbar-hover": "#ffffff",
        "scrollbar-active": "#ffd75f",
        "scrollbar-background": "#333333",
        "scrollbar-background-hover": "#333333",
        "scrollbar-background-active": "#333333",
    },
)

HIGH_LIGHT = Theme(
    name=CONTRAST_LIGHT,
    dark=False,
    primary="#003a8c",
    secondary="#000000",
    accent="#7a1f00",
    warning="#7a1f00",
    error="#8f0000",
    success="#00501e",
    foreground="#000000",
    background="#ffffff",
    surface="#ffffff",
    panel="#ffffff",
    variables={
        "muted": "#333333",
        "faint": "#4a4a4a",
        "strong": "#000000",
        "cursor-background": "#6a98d6",
        "cursor-foreground": "#000000",
        "shade": "#d9d9d9",
        "border": "#000000",
        "scrollbar": "#000000",
        "scrollbar-hover": "#000000",
        "scrollbar-active": "#00245c",
        "scrollbar-background": "#d9d9d9",
        "scrollbar-background-hover": "#d9d9d9",
        "scrollbar-background-active": "#d9d9d9",
    },
)
