-- The algorithm of bench/programs/fannkuch.py.
local function fannkuch(n)
  local permutation, work, counters = {}, {}, {}
  for i = 0, n - 1 do permutation[i], work[i], counters[i] = i, 0, 0 end
  local checksum, most, even, left = 0, 0, true, n
  while true do
    while left > 1 do
      counters[left - 1] = left
      left = left - 1
    end
    local first = permutation[0]
    if first ~= 0 then
      for i = 0, n - 1 do work[i] = permutation[i] end
      local flips = 0
      while first ~= 0 do
        local low, high = 0, first
        while low < high do
          work[low], work[high] = work[high], work[low]
          low = low + 1
          high = high - 1
        end
        flips = flips + 1
        first = work[0]
      end
      if flips > most then most = flips end
      if even then checksum = checksum + flips else checksum = checksum - flips end
    end
    even = not even
    while true do
      if left == n then return checksum, most end
      local moved = permutation[0]
      for i = 0, left - 1 do permutation[i] = permutation[i + 1] end
      permutation[left] = moved
      counters[left] = counters[left] - 1
      if counters[left] > 0 then break end
      left = left + 1
    end
  end
end

local n = tonumber(arg[1]) or 9
print(string.format("fannkuch %d: %d %d", n, fannkuch(n)))
