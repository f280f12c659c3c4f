// Writes the golden indexes of this folder with real Lucene 8.8.1 (Debian's liblucene8-java): lucene-core and lucene-analyzers-common on the class path.
// Usage: java -Dos.name=any -Dos.version=any -Dos.arch=any -Djava.vendor=any -Djava.runtime.version=any -Djava.vm.version=any MakeGolden.java FOLDER
// makes FOLDER/plain (separate files, a deletion) and FOLDER/compound.
import java.nio.file.*;
import java.util.*;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.store.*;
import org.apache.lucene.util.BytesRef;

public class MakeGolden {
  static final String[] TITLES = {"Snow falls on Qalamoun", "Road to the border is open", "Bakers count their bread"};

  static Document document(int i) {
    Document d = new Document();
    d.add(new TextField("title", TITLES[i], Field.Store.YES));
    d.add(new StringField("url", "https://example.org/" + i, Field.Store.YES));
    if (i != 1) {
      d.add(new TextField("body", "The " + TITLES[i].toLowerCase(Locale.ROOT) + ", they say, and again they say.", Field.Store.YES));
      d.add(new NumericDocValuesField("published", 1400000000L + 86400L * i));
      d.add(new LongPoint("published", 1400000000L + 86400L * i));
    }
    d.add(new SortedDocValuesField("source", new BytesRef(i == 2 ? "gazette" : "courier")));
    d.add(new StoredField("seen", 1400000000000L + i));
    return d;
  }

  static void write(Path folder, boolean compound) throws Exception {
    IndexWriterConfig c = new IndexWriterConfig(new StandardAnalyzer());
    c.setUseCompoundFile(compound);
    c.setMergePolicy(NoMergePolicy.INSTANCE);
    try (Directory d = FSDirectory.open(folder); IndexWriter w = new IndexWriter(d, c)) {
      for (int i = 0; i < 3; i++) w.addDocument(document(i));
      w.setLiveCommitData(Map.of("cursor", "17").entrySet());
      w.commit();
      if (!compound) {
        w.deleteDocuments(new Term("url", "https://example.org/1"));
        w.commit();
      }
    }
    Files.deleteIfExists(folder.resolve("write.lock"));
  }

  public static void main(String[] a) throws Exception {
    write(Path.of(a[0], "plain"), false);
    write(Path.of(a[0], "compound"), true);
  }
}
