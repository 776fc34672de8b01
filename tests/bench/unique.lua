-- Each request has a query string of its own, so that no kept page answers it.
local n, start, address = 0, os.time(), ""
function init(args)
  address = args[1]
end
function request()
  n = n + 1
  local sign = string.find(address, "?", 1, true) and "&" or "?"
  return wrk.format("GET", address .. sign .. "n=" .. start .. "-" .. n)
end
