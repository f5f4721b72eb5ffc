"""The rules of the register: code tables, villages, the reader of extracts, what is rejected, warned of and told.
Pure: a stream of bytes comes in, findings and documents go out."""
