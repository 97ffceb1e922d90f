"""Going back: releases undone, a project taken out, old versions of Data Actions retired."""
