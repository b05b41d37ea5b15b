"""What an article tells, before any fact is taken from it: who speaks from where to where, and which event each sentence tells of."""
