-- wrk script: PUT /upload with another signed body each time. Made for -t1: one thread walks the list.
-- SIGNED=file written by SignedUploads   SIZE=bytes of a body   SEED=its seed   SKIP=lines that earlier runs have used
local size = tonumber(os.getenv("SIZE"))
local seed = tonumber(os.getenv("SEED"))
local n = tonumber(os.getenv("SKIP") or "0")
local headers, tail = {}, nil

function init(args)
  for line in io.lines(os.getenv("SIGNED")) do headers[#headers + 1] = line end
  tail = string.rep("x", size - 32)
end

function request()
  n = n + 1
  if n > #headers then os.exit(3) end -- a body that is sent twice would not be a new blob
  return wrk.format("PUT", "/upload",
    { ["Content-Type"] = "application/octet-stream", ["Authorization"] = headers[n] },
    string.format("%08x%024d", seed, n) .. tail)
end
