import CPlatform

/// Where libFuzzer hands over one input after the other.
///
/// The last four bits of the first byte say which part of the project the rest is for, so that `1`
/// begins a time stamp; `GUMSHOE_FUZZ_TARGET=4` hands all of it to that part. A trap, or five seconds
/// without an end, is a find.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeBufferPointer(start: start, count: count)
  guard let first = input.first else { return 0 }
  FuzzTarget(rawValue: only ?? Int(first & 15))?
    .run(UnsafeBufferPointer(rebasing: input.dropFirst()))
  return 0
}

private let only = getenv("GUMSHOE_FUZZ_TARGET").flatMap { Int(String(cString: $0)) }
