"""What a maintainer runs by hand, from the root of the repository: `python -m scripts.<name>`."""
