"""From bytes to feeds, from HTML to documents; pure, no network, no database."""
