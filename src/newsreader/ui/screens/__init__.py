"""Screens: they wire widgets to the services."""
