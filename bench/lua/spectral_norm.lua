-- The algorithm of bench/programs/spectral_norm.py.
local floor = math.floor

local function element(i, j)
  return 1.0 / (floor((i + j) * (i + j + 1) / 2) + i + 1)
end

local function times(n, v, result)
  for i = 0, n - 1 do
    local total = 0.0
    for j = 0, n - 1 do total = total + element(i, j) * v[j] end
    result[i] = total
  end
end

local function times_transposed(n, v, result)
  for i = 0, n - 1 do
    local total = 0.0
    for j = 0, n - 1 do total = total + element(j, i) * v[j] end
    result[i] = total
  end
end

local n = tonumber(arg[1]) or 400
local u, v, between = {}, {}, {}
for i = 0, n - 1 do u[i], v[i], between[i] = 1.0, 0.0, 0.0 end
for _ = 1, 10 do
  times(n, u, between)
  times_transposed(n, between, v)
  times(n, v, between)
  times_transposed(n, between, u)
end
local uv, vv = 0.0, 0.0
for i = 0, n - 1 do
  uv = uv + u[i] * v[i]
  vv = vv + v[i] * v[i]
end
local norm = math.sqrt(uv / vv)
assert(math.abs(norm - 1.2742241) < 1e-3 * 100 / n)
print(string.format("spectral_norm %d: %.9f", n, norm))
