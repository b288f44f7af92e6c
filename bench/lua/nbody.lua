-- The algorithm of bench/programs/nbody.py.
local sqrt = math.sqrt
local SOLAR_MASS = 4 * math.pi * math.pi
local DAYS = 365.24

local function planets()
  local bodies = {
    {0, 0, 0, 0, 0, 0, SOLAR_MASS},
    {4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
     0.00166007664274403694 * DAYS, 0.00769901118419740425 * DAYS,
     -0.0000690460016972063023 * DAYS, 0.000954791938424326609 * SOLAR_MASS},
    {8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
     -0.00276742510726411192 * DAYS, 0.00499852801234917238 * DAYS,
     0.0000230417297573763929 * DAYS, 0.000285885980666130812 * SOLAR_MASS},
    {12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
     0.00296460137564761618 * DAYS, 0.00237847173959480950 * DAYS,
     -0.0000296589568540237556 * DAYS, 0.0000436624404335156298 * SOLAR_MASS},
    {15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
     0.00268067772490389322 * DAYS, 0.00162824170038242295 * DAYS,
     -0.0000951592254519715870 * DAYS, 0.0000515138902046611451 * SOLAR_MASS},
  }
  for velocity = 4, 6 do
    local momentum = 0
    for _, body in ipairs(bodies) do momentum = momentum + body[velocity] * body[7] end
    bodies[1][velocity] = -momentum / SOLAR_MASS
  end
  return bodies
end

local function energy(bodies)
  local total = 0
  for i = 1, #bodies do
    local a = bodies[i]
    total = total + 0.5 * a[7] * (a[4] * a[4] + a[5] * a[5] + a[6] * a[6])
    for j = i + 1, #bodies do
      local b = bodies[j]
      local dx, dy, dz = a[1] - b[1], a[2] - b[2], a[3] - b[3]
      total = total - a[7] * b[7] / sqrt(dx * dx + dy * dy + dz * dz)
    end
  end
  return total
end

local function advance(bodies, dt, steps)
  local count = #bodies
  for _ = 1, steps do
    for i = 1, count do
      local a = bodies[i]
      local ax, ay, az, mass = a[1], a[2], a[3], a[7]
      local vx, vy, vz = a[4], a[5], a[6]
      for j = i + 1, count do
        local b = bodies[j]
        local dx, dy, dz = ax - b[1], ay - b[2], az - b[3]
        local square = dx * dx + dy * dy + dz * dz
        local pull = dt / (square * sqrt(square))
        local to_a = b[7] * pull
        local to_b = mass * pull
        vx = vx - dx * to_a
        vy = vy - dy * to_a
        vz = vz - dz * to_a
        b[4] = b[4] + dx * to_b
        b[5] = b[5] + dy * to_b
        b[6] = b[6] + dz * to_b
      end
      a[4], a[5], a[6] = vx, vy, vz
    end
    for i = 1, count do
      local body = bodies[i]
      body[1] = body[1] + dt * body[4]
      body[2] = body[2] + dt * body[5]
      body[3] = body[3] + dt * body[6]
    end
  end
end

local steps = tonumber(arg[1]) or 200000
local bodies = planets()
advance(bodies, 0.01, steps)
local after = energy(bodies)
assert(math.abs(after - -0.169075164) < 2e-4)
print(string.format("nbody %d: %.9f", steps, after))
