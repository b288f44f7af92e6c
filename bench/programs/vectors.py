"""Three-dimensional vectors with operator methods: a ray caster over spheres, all arithmetic through __add__ and co."""
import sys
from math import sqrt


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    __rmul__ = __mul__

    def __neg__(self):
        return Vector(-self.x, -self.y, -self.z)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y and self.z == other.z

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self * (1.0 / sqrt(self.dot(self)))


class Sphere:
    def __init__(self, centre, radius, brightness):
        self.centre = centre
        self.radius = radius
        self.brightness = brightness

    def hit(self, origin, direction):
        """The distance along the ray to the sphere, or None."""
        to_centre = self.centre - origin
        along = to_centre.dot(direction)
        if along < 0:
            return None
        gap = self.radius * self.radius - (to_centre.dot(to_centre) - along * along)
        if gap < 0:
            return None
        return along - sqrt(gap)

    def normal(self, point):
        return (point - self.centre).unit()


def shade(spheres, origin, direction, light):
    nearest, distance = None, 1e30
    for sphere in spheres:
        found = sphere.hit(origin, direction)
        if found is not None and found < distance:
            nearest, distance = sphere, found
    if nearest is None:
        return 0.0
    point = origin + direction * distance
    return max(0.0, nearest.normal(point).dot(-light)) * nearest.brightness


def render(size):
    spheres = [Sphere(Vector(i - 2.0, (i % 3) - 1.0, 6.0 + i), 1.0 + i / 8, 1.0 - i / 10) for i in range(5)]
    light = Vector(0.3, -0.8, 0.6).unit()
    eye = Vector(0.0, 0.0, 0.0)
    total = 0.0
    lit = 0
    for row in range(size):
        for column in range(size):
            direction = Vector(column / size - 0.5, 0.5 - row / size, 1.0).unit()
            value = shade(spheres, eye, direction, light)
            if value > 0.0:
                lit += 1
            total += value
    return lit, total


def main():
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    assert Vector(1.0, 2.0, 3.0) + 2 * Vector(1.0, 1.0, 1.0) == Vector(3.0, 4.0, 5.0)
    lit, total = render(size)
    assert size < 50 or 0.1 < lit / (size * size) < 0.6, lit
    assert 0.0 < total < lit
    print("vectors %d: %d %.6f" % (size, lit, total))


main()
