/// How services word that a call of theirs failed.
enum Complaints {
  static let phrases: [FaultScript.Callers: [String]] = [
    .timeout: [
      "call to {callee} timed out after 5000 ms",
      "rpc error: code = DeadlineExceeded desc = context deadline exceeded calling {callee}",
      "HTTPConnectionPool(host='{callee}', port=8080): Read timed out. (read timeout=5)",
      "java.net.SocketTimeoutException: Read timed out executing POST http://{callee}/v1/{path}",
      "upstream {callee} did not answer within 5 s, request {id}",
      "ETIMEDOUT http://{callee}:8080/v1 after 5001 ms",
      "I/O error on POST request for \"http://{callee}:8080/v1\": Read timed out",
    ],
    .refused: [
      "connect to {callee} failed: connection refused",
      "rpc error: code = Unavailable desc = connection error: dial tcp {address}:8080 ({callee})",
      "connect ECONNREFUSED {callee}:8080",
      "upstream {callee} unreachable, giving up on request {id}",
      "java.net.ConnectException: Connection refused: {callee}/{address}:8080",
      "HTTPConnectionPool(host='{callee}', port=8080): Max retries exceeded",
    ],
    .failed: [
      "{callee} answered 500 for request {id}",
      "rpc error: code = Internal desc = {callee}: internal error",
      "500 Server Error for url: http://{callee}:8080/v1/{number}",
      "feign.FeignException$InternalServerError: [500] during [POST] to [http://{callee}/v1]",
      "request to {callee} failed with status code 500",
      "{CalleeClass}Client: unexpected response 500, request {id}",
    ],
  ]
}
