-- wrk script: PUT a body that nobody has sent before to a path that nobody has used, for a server without Blossom.
-- PREFIX=path to put under   SIZE=bytes of a body
local size = tonumber(os.getenv("SIZE"))
local prefix = os.getenv("PREFIX")
local n = 0

function init(args)
  math.randomseed(os.time())
  salt = math.random(1, 2 ^ 30)
  tail = string.rep("x", size - 32)
end

function request()
  n = n + 1
  return wrk.format("PUT", prefix .. salt .. "-" .. n,
    { ["Content-Type"] = "application/octet-stream" }, string.format("%08x%024d", salt, n) .. tail)
end
