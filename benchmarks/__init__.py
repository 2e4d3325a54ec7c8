"""Figures against peers: one table a module, CPU time, ratios within the same run."""
