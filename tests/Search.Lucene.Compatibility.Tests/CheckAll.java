// Checks indexes with real Lucene's CheckIndex (Debian's liblucene8-java), slow checks included, all in one process.
// Usage: java CheckAll.java ROOT. Each folder in ROOT is an index. Prints what is wrong with those that are not clean, then how many are.
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.FSDirectory;

public class CheckAll {
  static boolean isClean(Path index) throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    boolean clean;
    try (FSDirectory directory = FSDirectory.open(index); CheckIndex check = new CheckIndex(directory)) {
      check.setDoSlowChecks(true);
      check.setInfoStream(new PrintStream(said, true, "UTF-8"), false);
      clean = check.checkIndex().clean;
    }
    if (!clean) System.out.println(index + ":\n" + said.toString(StandardCharsets.UTF_8));
    return clean;
  }

  public static void main(String[] a) throws Exception {
    List<Path> indexes = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of(a[0]))) { folders.forEach(indexes::add); }
    int clean = 0;
    for (Path index : indexes) if (isClean(index)) clean++;
    System.out.println("CLEAN " + clean + " of " + indexes.size());
  }
}
