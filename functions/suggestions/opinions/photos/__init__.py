"""Photos that residents add: taken by what they are, stored without what they tell of device and place."""
