-- The algorithm of bench/programs/mandelbrot.py.
local function inside(n, limit)
  local count = 0
  for row = 0, n - 1 do
    local ci = 2.0 * row / n - 1.0
    for column = 0, n - 1 do
      local cr = 2.0 * column / n - 1.5
      local zr, zi, zr2, zi2 = 0.0, 0.0, 0.0, 0.0
      local steps = 0
      while steps < limit and zr2 + zi2 <= 4.0 do
        zi = 2.0 * zr * zi + ci
        zr = zr2 - zi2 + cr
        zr2 = zr * zr
        zi2 = zi * zi
        steps = steps + 1
      end
      if steps == limit then count = count + 1 end
    end
  end
  return count
end

local n = tonumber(arg[1]) or 600
local count = inside(n, 50)
local area = 4.0 * count / (n * n)
assert(n < 100 or (1.5 < area and area < 1.65))
print(string.format("mandelbrot %d: %d", n, count))
