"""Linear mode: the program for screen readers and braille, one thing at a time, no drawing.

It is no Textual application: lines go to standard output and commands come from standard input,
by key from a terminal and by line from a pipe.
"""
