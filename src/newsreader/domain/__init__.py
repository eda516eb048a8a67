"""What news is made of: plain data and pure functions, standard library only."""
