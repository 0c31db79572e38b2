-- Posts the picture that PICTURE names, again and again, and counts what did not come back as 200.
local file = assert(io.open(os.getenv("PICTURE"), "rb"))
wrk.method = "POST"
wrk.body = file:read("*a")
wrk.headers["Content-Type"] = "application/octet-stream"
file:close()

local threads = {}

function setup(thread)
   table.insert(threads, thread)
end

function init()
   refused = 0
end

function response(status)
   if status ~= 200 then
      refused = refused + 1
   end
end

function done(summary, latency)
   local refused = 0
   for _, thread in ipairs(threads) do
      refused = refused + thread:get("refused")
   end
   local errors = summary.errors
   -- A refused connection shows itself to wrk when it writes.
   io.write(string.format(
      "%d answers, %.0f requests/s, p50 %.1f ms, p99 %.1f ms; not 200: %d; sent and not answered: %d; not connected: %d\n",
      summary.requests, summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(99) / 1000,
      refused, errors.read + errors.timeout, errors.connect + errors.write))
end
