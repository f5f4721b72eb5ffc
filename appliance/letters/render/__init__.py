"""A page as text, picture and PDF. Each renderer imports its library only when it is called."""
