-- Takes units of a slot on every day of a stay, or on none. The same hold again changes nothing.
--
-- A "no" rests on what was learned no longer than a second ago. An older one is not given: the slot
-- is forgotten instead, so that the books are asked again and a message that never arrived, such as
-- the end of a hold, cannot keep space from anybody for longer.
--
-- KEYS[1]  the slot: a hash of `first` (epoch day), `free` (one little-endian int32 a day),
--          `learned` (ms), `counted` (the holds that were live then), h:<hold> = "<offset> <days>
--          <units>" for each hold taken since, e:<hold> for each ended since
-- ARGV     hold, first epoch day of the stay, days, units
-- Gives    {"TAKEN"}, {"EXHAUSTED", epoch day, free}, {"ENDED"} or {"UNKNOWN_SLOT"}
local hold, from, days, units = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local slot = redis.call('HMGET', KEYS[1], 'first', 'free', 'h:' .. hold, 'e:' .. hold, 'learned',
  'counted')
if not slot[1] then return {'UNKNOWN_SLOT'} end
if slot[4] then return {'ENDED'} end
if slot[3] or slot[6] and slot[6]:find(hold, 1, true) then return {'TAKEN'} end

local free = slot[2]
local offset = from - tonumber(slot[1])
local left = {}
for day = offset, offset + days - 1 do
  local units_free = 0
  if day >= 0 and day * 4 < #free then
    units_free = struct.unpack('<i4', free, day * 4 + 1)
  end
  if units_free < units then
    local time = redis.call('TIME')
    local age = time[1] * 1000 + math.floor(time[2] / 1000) - tonumber(slot[5] or 0)
    if age < 0 or age > 1000 then
      redis.call('DEL', KEYS[1])
      return {'UNKNOWN_SLOT'}
    end
    return {'EXHAUSTED', tostring(from - offset + day), tostring(units_free)}
  end
  left[#left + 1] = struct.pack('<i4', units_free - units)
end
redis.call('HSET', KEYS[1],
  'free', free:sub(1, offset * 4) .. table.concat(left) .. free:sub((offset + days) * 4 + 1),
  'h:' .. hold, offset .. ' ' .. days .. ' ' .. units)
return {'TAKEN'}
