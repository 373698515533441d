def draw(x):
    return None
