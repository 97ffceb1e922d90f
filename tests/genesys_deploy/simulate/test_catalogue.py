"""What the catalogue of actions calls simulated is what the interpreter runs."""

from __future__ import annotations

from genesys_deploy.architect.flow.catalogue import CATALOGUE
from genesys_deploy.simulate.actions import COMPILERS


def test_every_action_that_is_called_simulated_has_a_compiler_and_no_other() -> None:
    simulated = {kind.model for kind in CATALOGUE.values() if kind.simulated}
    assert simulated == set(COMPILERS)
    assert all(kind.model for kind in CATALOGUE.values() if kind.simulated)
