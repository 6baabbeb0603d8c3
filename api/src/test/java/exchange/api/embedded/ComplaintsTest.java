package exchange.api.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures that a test cannot bring about everywhere, in the words that systems use for them. */
class ComplaintsTest {

  private final Path folder;

  ComplaintsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aFullDiskIsRecognisedInALogAndInAnException() {
    String sentence =
        "The disk that holds %s is full: free some space, or choose another folder by"
            + " EXCHANGE_DATA_DIR.";
    try (DataDirectory data = DataDirectory.open(folder)) {
      assertThat(
              Complaints.start(
                  Store.POSTGRES,
                  data,
                  0,
                  "PANIC:  could not write to file \"pg_wal/xlogtemp.29\": No space left on"
                      + " device"))
          .hasMessage(sentence, data.root());
    }
    assertThat(
            Complaints.file(folder, new FileSystemException("f", null, "No space left on device")))
        .hasMessage(sentence, folder);
  }

  @Test
  void aForbiddenFolderIsNamedAndTheExceptionKept() {
    IOException cause = new AccessDeniedException("/data");
    assertThat(Complaints.file(Path.of("/data"), cause))
        .hasMessage(
            "The data directory /data cannot be used (access denied): make it a folder that this"
                + " user may write, or choose another folder by EXCHANGE_DATA_DIR.")
        .hasCause(cause);
  }

  @Test
  void aMissingLibraryIsNamed() {
    assertThat(
            Complaints.program(
                Store.REDIS,
                "/x/redis-server: error while loading shared libraries: libssl.so.3: cannot open"
                    + " shared object file: No such file or directory"))
        .hasMessage(
            "The built-in Redis does not run on this machine (the library libssl.so.3 is missing):"
                + " set EXCHANGE_REDIS_URL to a Redis of your own.");
  }

  @Test
  void otherwiseTheLastCauseInTheLogIsQuotedWithoutItsPrefix() {
    try (DataDirectory data = DataDirectory.open(folder)) {
      assertThat(
              Complaints.start(
                  Store.POSTGRES,
                  data,
                  0,
                  """
                  2026-01-01 00:00:00.000 UTC [7] LOG:  starting PostgreSQL
                  2026-01-01 00:00:00.000 UTC [7] FATAL:  could not locate a valid checkpoint record
                  2026-01-01 00:00:00.000 UTC [8] FATAL:  the database system is starting up
                  2026-01-01 00:00:00.000 UTC [7] LOG:  database system is shut down
                  """))
          .hasMessage(
              "PostgreSQL did not start (FATAL:  could not locate a valid checkpoint record): see"
                  + " %s, or set EXCHANGE_POSTGRES_URL to a PostgreSQL of your own.",
              data.log(Store.POSTGRES));
    }
  }
}
