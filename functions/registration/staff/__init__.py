"""Who works where: posts at stations, roles in divisions and units, the first administrator."""
