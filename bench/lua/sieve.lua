-- The algorithm of bench/programs/sieve.py.
local function count_primes(n)
  local prime = {}
  for i = 0, n - 1 do prime[i] = true end
  prime[0], prime[1] = false, false
  local i = 2
  while i * i < n do
    if prime[i] then
      for j = i * i, n - 1, i do prime[j] = false end
    end
    i = i + 1
  end
  local count = 0
  for k = 0, n - 1 do
    if prime[k] then count = count + 1 end
  end
  return count
end

local n = tonumber(arg[1]) or 10000000
local count = count_primes(n)
assert(n ~= 10000000 or count == 664579)
print(string.format("sieve %d: %d", n, count))
