-- Ends a hold and frees its days. The same hold again changes nothing.
--
-- KEYS[1]  the slot, as in take.lua
-- ARGV     hold
-- Gives    {"OK"}
local hold = ARGV[1]
local slot = redis.call('HMGET', KEYS[1], 'free', 'h:' .. hold, 'e:' .. hold)
if not slot[1] or slot[3] then return {'OK'} end
if not slot[2] then
  -- Whether `free` counts this hold cannot be told any more: forget the slot, so that it is asked
  -- for again.
  redis.call('DEL', KEYS[1])
  return {'OK'}
end
local free = slot[1]
local offset, days, units = slot[2]:match('(%d+) (%d+) (%d+)')
offset, days, units = tonumber(offset), tonumber(days), tonumber(units)
local left = {}
for day = offset, offset + days - 1 do
  left[#left + 1] = struct.pack('<i4', struct.unpack('<i4', free, day * 4 + 1) + units)
end
redis.call('HSET', KEYS[1],
  'free', free:sub(1, offset * 4) .. table.concat(left) .. free:sub((offset + days) * 4 + 1),
  'e:' .. hold, '1')
redis.call('HDEL', KEYS[1], 'h:' .. hold)
return {'OK'}
