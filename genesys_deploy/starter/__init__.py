"""A team's own repository: made, and kept up with newer versions of the package."""
