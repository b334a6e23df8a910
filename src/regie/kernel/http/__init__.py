"""What every route shares: who is asking, one transaction, errors as problem details, limits, access logs."""
