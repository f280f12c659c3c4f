// Ranks documents with real Lucene (Debian's liblucene8-java): lucene-core, lucene-analyzers-common and lucene-queryparser on the class path.
// Usage: java Ranking.java standard|english TOP [INDEX QUERIES OUT]...
// QUERIES has a query a line, plain words, whose special characters are escaped here. OUT gets a line a query: doc:score TAB doc:score ...
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.*;
import org.apache.lucene.store.FSDirectory;

public class Ranking {
  static String line(ScoreDoc[] hits) {
    StringBuilder line = new StringBuilder();
    for (ScoreDoc hit : hits) line.append(line.length() == 0 ? "" : "\t").append(hit.doc).append(':').append(hit.score);
    return line.toString();
  }

  static void rank(Analyzer analyzer, int top, Path index, Path queries, Path out) throws Exception {
    try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(index)); PrintWriter writer = new PrintWriter(Files.newBufferedWriter(out, StandardCharsets.UTF_8))) {
      IndexSearcher searcher = new IndexSearcher(reader);
      for (String text : Files.readAllLines(queries, StandardCharsets.UTF_8))
        writer.println(line(searcher.search(new QueryParser("body", analyzer).parse(QueryParser.escape(text)), top).scoreDocs));
    }
  }

  public static void main(String[] a) throws Exception {
    Analyzer analyzer = a[0].equals("english") ? new EnglishAnalyzer() : new StandardAnalyzer();
    for (int i = 2; i + 2 < a.length; i += 3) rank(analyzer, Integer.parseInt(a[1]), Path.of(a[i]), Path.of(a[i + 1]), Path.of(a[i + 2]));
  }
}
