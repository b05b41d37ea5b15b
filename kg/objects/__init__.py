"""What a store holds as typed values, and tables of them."""
