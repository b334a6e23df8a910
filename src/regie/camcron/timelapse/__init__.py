"""Films made of pictures: by the day, by the period, or when somebody asks."""
