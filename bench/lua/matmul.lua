-- The algorithm of bench/programs/matmul.py.
local function make(n, shift)
  local matrix = {}
  for i = 0, n - 1 do
    local row = {}
    for j = 0, n - 1 do row[j] = ((i * 7 + j * 3 + shift) % 11) / 4.0 - 1.0 end
    matrix[i] = row
  end
  return matrix
end

local function multiply(n, a, b)
  local columns, product = {}, {}
  for j = 0, n - 1 do
    local column = {}
    for k = 0, n - 1 do column[k] = b[k][j] end
    columns[j] = column
  end
  for i = 0, n - 1 do
    local row, out = a[i], {}
    for j = 0, n - 1 do
      local column = columns[j]
      local total = 0.0
      for k = 0, n - 1 do total = total + row[k] * column[k] end
      out[j] = total
    end
    product[i] = out
  end
  return product
end

local n = tonumber(arg[1]) or 280
local c = multiply(n, make(n, 1), make(n, 5))
local total = 0.0
for i = 0, n - 1 do
  local sum = 0.0
  for j = 0, n - 1 do sum = sum + c[i][j] end
  total = total + sum
end
print(string.format("matmul %d: %.4f", n, total))
