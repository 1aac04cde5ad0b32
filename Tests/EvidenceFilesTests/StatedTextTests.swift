import Evidence
import Testing

@testable import EvidenceFiles

/// What texts state: labels, tables, sizes, whatever printed them.
@Suite struct StatedTextTests {
  private static func lines(_ text: String) -> [StatedLine] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
      ContextLine(number: $0.offset + 1, text: String($0.element))
    }
    return StatedTextParser(lines).lines
  }

  @Test(arguments: [
    ("Sync Revision:      9f3c1ab7d02e", "Sync Revision", "9f3c1ab7d02e"),
    ("- Repo:   https://git.example/mill.git", "Repo", "https://git.example/mill.git"),
    (#"    "image": "mill:4.1","#, "image", "mill:4.1"),
    ("2026-08-19T17:30:58.400Z   ~ write_capacity = 400 -> 40", "write_capacity", "400 -> 40"),
    ("used_memory_human:612.45M", "used_memory_human", "612.45M"),
    ("maxmemory:1024", "maxmemory", "1024"),
    (
      #"jvm_memory_used_bytes{area="heap"} 7.2e+08"#, #"jvm_memory_used_bytes{area="heap"}"#,
      "7.2e+08"
    ),
    ("stuck at offset 8812341 (lag=40)", "offset", "8812341"), ("stuck at (lag=40)", "lag", "40"),
    ("62G\t/var/lib/coredump", "size", "62G"),
    ("-rw-r-----+ 1 root root  614M May  6 10:31 core.mill.1", "size", "614M"),
  ])
  func `A label names the value behind it`(line: String, label: String, value: String) {
    let pairs = Self.lines(line).flatMap(\.pairs)
    #expect(pairs.contains(.init(label: label, value: value)), "\(pairs)")
  }

  @Test(arguments: [
    "it began at 10:05 and ended", "see https://mill.example/a", "all is well", "{", "---",
  ])
  func `A sentence states nothing`(line: String) {
    #expect(Self.lines(line).isEmpty)
  }

  @Test(arguments: [
    // Aligned, with a cell that is empty; by tabs; by bars with and without a frame; by commas.
    "NAME     OWNER   TAG\nsieve            2.1\ngrind    ana     3.0",
    "name\towner\ttag\nsieve\t\t2.1\ngrind\tana\t3.0",
    " name  | owner | tag\n-------+-------+-----\n sieve |       | 2.1\n grind | ana   | 3.0",
    "+-------+-------+-----+\n| name  | owner | tag |\n+-------+-------+-----+\n| sieve |       | 2.1 |\n| grind | ana   | 3.0 |",
    "name,owner,tag\nsieve,,2.1\ngrind,ana,3.0",
  ])
  func `A table names the cells of its rows`(text: String) throws {
    let rows = Self.lines(text)
    #expect(rows.count == 2)
    #expect(rows.map(\.owner) == ["sieve", "grind"])
    #expect(rows.map { $0.pairs.last?.value } == ["2.1", "3.0"])
    #expect(rows.last?.pairs.map { $0.label.lowercased() } == ["name", "owner", "tag"])
    #expect(rows.first?.pairs.count == 2)
  }

  @Test func `free, psql and top name their values in ways of their own`() {
    let text = """
      $ free -m
                     total        used        free      shared  buff/cache   available
      Mem:           64216       13604         412          98       50200       49731
      Swap:           8191           0        8191
      mill=> show max_connections;
       max_connections
      -----------------
       300
      (1 row)

      MiB Mem :  64216.1 total,    409.7 free,  13604.9 used,  50201.5 buff/cache
      """
    let pairs = Self.lines(text).flatMap(\.pairs)
    for (label, value) in [
      ("available", "49731"), ("buff/cache", "50200"), ("max_connections", "300"),
      ("MiB Mem free", "409.7"),
    ] {
      #expect(pairs.contains(.init(label: label, value: value)), "\(label): \(pairs)")
    }
    let swap = Self.lines(text).first { $0.owner == "Swap:" }
    #expect(swap?.pairs.last == .init(label: "free", value: "8191"))
  }

  @Test func `The hosts of a loop, a remote shell and a prompt name what stands below`() {
    let text = """
      $ for h in mill-1 mill-2; do echo "== $h"; ssh $h df -h /; done
      == mill-1
      Filesystem   Size  Used Avail Use% Mounted on
      /dev/sda1     39G  9.2G   30G  24% /
      == mill-2
      Filesystem   Size  Used Avail Use% Mounted on
      /dev/sda1     39G   38G    1G  98% /
      $ ssh -p 2222 ops@mill-3 ethtool eno1
      Speed: 100Mb/s
      $ kubectl exec -n mill sieve-0 -c main -- cat /etc/limits
      open_files: 1024
      ops@mill-4:~$ cat /proc/x
      Total: 4

      """
    let lines = Self.lines(text)
    #expect(lines.map(\.part) == ["mill-1", "mill-2", "mill-3", "sieve-0", "mill-4"], "\(lines)")
    #expect(!lines[0].setting.contains("mill-2"))
  }

  @Test func `A row is called by the column that is called so`() {
    let rows = Self.lines(
      """
      CONTAINER ID   NAME       CPU %
      5cf66c412524   shop-web   0.71%
      22f553104443   shop-job   0.02%
      """)
    #expect(rows.map(\.owner) == ["shop-web", "shop-job"])
  }

  @Test func `A label belongs to those above it by its indent, and to its command`() throws {
    let lines = Self.lines(
      "$ tool show mill\nContainers:\n  sieve:\n    Image:  mill/sieve:2.1\nImage:  none")
    #expect(lines.map(\.owner) == ["Containers sieve", ""])
    #expect(lines.allSatisfy { $0.command == "tool show mill" })
  }
}
