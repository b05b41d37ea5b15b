"""What the rules find over a corpus, and what they leave: facts as lines, gains and losses between two versions, samples, coverage."""
