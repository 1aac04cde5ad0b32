@testable import EvidenceFiles
import Testing

/// The prefixes that runners of containers and processes put before a line.
@Suite struct ContainerLineTests {
  @Test(arguments: LogTable(table).rows)
  func `A line says what its layers say`(row: LogTable.Row) {
    #expect(LogTable.summaries(row.line).first ?? "nothing" == row.expected)
  }

  static let table = #"""
    orders-1  | 2026-01-02T10:05:00Z ERROR [pool-3] payment declined
    = 2026-01-02T10:05:00Z ERROR orders [pool-3] payment declined
    orders-1  | {"level":"error","ts":1767348300.5,"logger":"db","msg":"refused"}
    = 2026-01-02T10:05:00.500Z ERROR orders [db] refused
    cart-5c8b9d7f6-qwrtz cart 2026-01-02 10:05:00,123 WARN  slow query
    = 2026-01-02T10:05:00.123 WARNING cart slow query
    web.1   | 10:00:00 x
    = 10:00:00 web x
    10:00:00 web.1   | ERROR boom
    = 10:00:00 ERROR web boom
    2026-01-02T03:04:05.123456789Z stdout F 2026-01-02 03:04:05 ERROR boom
    = 2026-01-02T03:04:05.123Z ERROR boom
    cart-5c8b9d7f6-qwrtz › cart 2026-01-02T03:04:05Z ERROR boom
    = 2026-01-02T03:04:05Z ERROR cart boom
    shop-orders-1  | 2026-01-02T03:04:05Z ERROR boom
    = 2026-01-02T03:04:05Z ERROR shop-orders boom
    orders_1     | ERROR boom
    = ERROR orders boom
    [pod/cart-0/app] {"level":"error","msg":"boom"}
    = ERROR cart boom
    [cart-5c8b9d7f6-qwrtz cart] ERROR boom
    = ERROR cart boom
    0|orders   | 2026-01-02T03:04:05: ERROR boom
    = 2026-01-02T03:04:05 ERROR orders boom
    """#
}
