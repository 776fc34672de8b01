-- Pages of the library as readers come by: items, lists, filters, searches.
local themes = {"diaspora", "training", "gender", "displacement", "mainstreaming", "partnerships", "sdgs", "skills"}
local words = {"water", "migration", "training", "city", "women", "health", "law", "trade"}
local items, n = {}, 0
function init(args)
  for address in io.lines(args[1]) do items[#items + 1] = address end
  math.randomseed(os.time())
end
function request()
  n = n + 1
  local kind = n % 10
  if kind < 6 then return wrk.format("GET", items[math.random(#items)]) end
  if kind < 8 then return wrk.format("GET", "/fr/resources?theme=" .. themes[math.random(#themes)] .. "&n=" .. n) end
  if kind < 9 then return wrk.format("GET", "/en/resources?q=" .. words[math.random(#words)] .. "&n=" .. n) end
  return wrk.format("GET", "/es/resources?sort=title&n=" .. n)
end
