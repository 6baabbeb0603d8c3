-- Tells what is free on a slot, if it is not known. Known slots are forgotten after a while, so that
-- whatever went wrong with them heals.
--
-- KEYS[1]  the slot, as in take.lua
-- ARGV     first epoch day, free units packed as in take.lua, milliseconds to live, the holds that
--          are counted already
-- Gives    {"OK"}
if redis.call('EXISTS', KEYS[1]) == 0 then
  local time = redis.call('TIME')
  redis.call('HSET', KEYS[1], 'first', ARGV[1], 'free', ARGV[2],
    'learned', time[1] * 1000 + math.floor(time[2] / 1000), 'counted', ARGV[4])
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
end
return {'OK'}
