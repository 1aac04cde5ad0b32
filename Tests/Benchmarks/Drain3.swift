import Foundation

/// drain3, the template miner from PyPI that ours is compared with.
enum Drain3 {
  private static let script = """
    import json, resource, sys, time
    from drain3 import TemplateMiner
    from drain3.template_miner_config import TemplateMinerConfig
    miner = TemplateMiner(config=TemplateMinerConfig())
    lines = 0
    start = time.monotonic()
    with open(sys.argv[1], encoding="utf-8", errors="replace") as log:
        for line in log:
            miner.add_log_message(line.rstrip())
            lines += 1
    seconds = time.monotonic() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"lines": lines, "entries": lines, "seconds": seconds, "peakMiB": peak,
                      "templates": len(miner.drain.clusters)}))
    """

  /// A Python that has drain3; one is made below a folder where none is installed.
  static func python(below folder: URL) -> String? {
    let installed = "/usr/bin/env"
    if (try? Tool.run(installed, ["python3", "-c", "import drain3"], quiet: true)) != nil {
      return "python3"
    }
    let place = folder.appendingPathComponent("venv").path
    Output.note("Installing drain3 into a temporary folder …")
    do {
      _ = try Tool.run(installed, ["python3", "-m", "venv", place], quiet: true)
      _ = try Tool.run(
        place + "/bin/python", ["-m", "pip", "install", "--quiet", "drain3"], quiet: true)
      return place + "/bin/python"
    } catch {
      return nil
    }
  }

  /// Runs drain3 over a whole file, line by line.
  static func measure(_ file: String, python: String) throws -> ReadCommand.Measurement {
    let output = try Tool.run("/usr/bin/env", [python, "-c", script, file], quiet: true)
    return try JSONDecoder().decode(ReadCommand.Measurement.self, from: output)
  }
}
