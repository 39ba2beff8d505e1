-- wrk script: GET paths of a set in random order. PATHS=file with one path a line
local requests = {}

function init(args)
  for path in io.lines(os.getenv("PATHS")) do requests[#requests + 1] = wrk.format("GET", path) end
  math.randomseed(os.time())
end

function request()
  return requests[math.random(#requests)]
end
