import TestSupport
import Testing

/// "Is it ok?" of a service that logs nothing bad, and whose clients or metrics tell of it.
@Suite struct HealthQuestionTests {
  private static func clock(_ minute: Int) -> String {
    "2026-04-01T\(minute < 60 ? "08" : "09"):\(minute % 60 < 10 ? "0" : "")\(minute % 60):00Z"
  }

  /// Redis is at its limit of clients from 08:40 to 09:09, which its table and `web` tell, not its log.
  private static func evidence(isFull: Bool) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var rows = ["time,connected_clients,maxclients,ops_per_s"]
    var (web, redis) = ("", "")
    for minute in 0..<120 {
      let isBad = isFull && (40..<70).contains(minute)
      let noise = minute * 7919 % 7
      rows.append("\(clock(minute)),\(isBad ? 1000 : 130 + noise),1000,\(1100 + noise)")
      redis += "\(clock(minute)) INFO redis: background saving started\n"
      web += "\(clock(minute)) INFO web: request \(minute) served\n"
      if isBad {
        web +=
          "\(clock(minute)) ERROR web: session load failed: ERR max number of clients reached\n"
      }
    }
    try folder.write("redis/redis_stats.csv", rows.joined(separator: "\n") + "\n")
    try folder.write("redis/redis.log", redis)
    try folder.write("web.log", web)
    return folder
  }

  @Test func `A service at its limit is not fine because its own log is quiet`() async throws {
    let folder = try Self.evidence(isFull: true)
    let asked = try await ask("is redis ok?", in: [folder.path])
    let answer = try #require(asked.section("Answer"))
    #expect(answer.hasPrefix("**redis** has trouble"), "\(answer)")
    #expect(answer.contains("limit of 1000"), "\(answer)")
    #expect(answer.contains("max number of clients reached"), "\(answer)")
    let cause = try await ask("why does web fail?", in: [folder.path])
    let told = try #require(cause.section("Answer"))
    #expect(told.hasPrefix("**redis**") && told.contains("as **web** says"), "\(told)")
    #expect(told.contains("limit of 1000"), "\(told)")
    let count = try await ask("how many of them were there?", in: [folder.path], after: cause)
    #expect(count.section("Answer")?.contains("30 entries") == true, "\(count.markdown)")
  }

  @Test func `A service of which nobody tells anything bad is fine`() async throws {
    let folder = try Self.evidence(isFull: false)
    let asked = try await ask("is redis ok?", in: [folder.path])
    #expect(asked.section("Answer")?.contains("looks fine") == true, "\(asked.markdown)")
  }
}
