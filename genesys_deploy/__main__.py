"""`python -m genesys_deploy` is the command line."""

from genesys_deploy.cli import main

main()
