// Lucene's Monitor as peer of the percolate verb: the same queries, articles, definitions and output. Beside the harness (class Peer: analyzers,
// classic parser, corpus reader), in whose package it is compiled; see the script `monitor`.
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorConfiguration;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.MultiMatchingQueries;
import org.apache.lucene.monitor.MultipassTermFilteredPresearcher;
import org.apache.lucene.monitor.Presearcher;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.TermFilteredPresearcher;

public class MonitorPeer {
  private static final int UPDATE_BUFFER = 5000;

  private final Analyzer analyzer;
  private final Document[] articles;
  private final int batch;
  private final Monitor monitor;
  private int queries;
  private double registerCpu, registerThreadCpu;
  private long bytes, matches, candidates;

  private MonitorPeer(Analyzer analyzer, Document[] articles, String presearcher, int batch) throws Exception {
    this.analyzer = analyzer;
    this.articles = articles;
    this.batch = batch;
    monitor = new Monitor(analyzer, presearcher(presearcher), new MonitorConfiguration().setQueryUpdateBufferSize(UPDATE_BUFFER).setPurgeFrequency(30, TimeUnit.DAYS));
  }

  public static void main(String[] arguments) throws Exception {
    List<Peer.Doc> corpus = Peer.load(option(arguments, "articles", null), Integer.parseInt(option(arguments, "limit", "300")));
    Document[] articles = corpus.stream().map(MonitorPeer::document).toArray(Document[]::new);
    MonitorPeer peer = new MonitorPeer(Peer.analyzer(option(arguments, "analyzer", "standard")), articles, option(arguments, "presearcher", "terms"),
        Integer.parseInt(option(arguments, "batch", "1")));
    peer.register(option(arguments, "queries", null), Integer.parseInt(option(arguments, "take", "2147483647")));
    String hits = option(arguments, "hits", null);
    if (hits != null) peer.write(hits);
    peer.measure(Integer.parseInt(option(arguments, "warm", "1")), Integer.parseInt(option(arguments, "repeat", "3")));
    System.exit(0);
  }

  private static String option(String[] arguments, String name, String otherwise) {
    int at = Arrays.asList(arguments).indexOf("-" + name);
    return at >= 0 ? arguments[at + 1] : otherwise;
  }

  private static Presearcher presearcher(String name) {
    switch (name) {
      case "terms": return new TermFilteredPresearcher();
      case "multipass": return new MultipassTermFilteredPresearcher(3);
      default: throw new IllegalArgumentException("presearcher " + name);
    }
  }

  private static Document document(Peer.Doc article) {
    Document document = new Document();
    document.add(new TextField("title", article.title, Field.Store.NO));
    document.add(new TextField("body", article.body, Field.Store.NO));
    document.add(new StringField("url", article.url, Field.Store.NO));
    document.add(new StringField("source", article.source, Field.Store.NO));
    document.add(new NumericDocValuesField("published", article.published));
    document.add(new LongPoint("published", article.published));
    return document;
  }

  private void register(String file, int take) throws Exception {
    long before = Peer.heap();
    double process = processCpu(), thread = threadCpu();
    List<MonitorQuery> buffer = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
      for (String line; queries < take && (line = lines.readLine()) != null;) {
        if (line.isBlank()) continue;
        buffer.add(new MonitorQuery(Integer.toString(queries++), Peer.parser(analyzer).parse(line.substring(line.lastIndexOf('\t') + 1))));
        if (buffer.size() == UPDATE_BUFFER) flush(buffer);
      }
    }
    flush(buffer);
    registerCpu = processCpu() - process;
    registerThreadCpu = threadCpu() - thread;
    bytes = Peer.heap() - before;
  }

  private void flush(List<MonitorQuery> buffer) throws Exception {
    if (!buffer.isEmpty()) monitor.register(buffer);
    buffer.clear();
  }

  private void write(String file) throws Exception {
    try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(Path.of(file), StandardCharsets.UTF_8))) {
      for (int i = 0; i < articles.length; i++) {
        Collection<QueryMatch> found = monitor.match(articles[i], QueryMatch.SIMPLE_MATCHER).getMatches();
        if (found.isEmpty()) continue;
        int[] numbers = found.stream().mapToInt(match -> Integer.parseInt(match.getQueryId())).sorted().toArray();
        StringBuilder line = new StringBuilder().append(i).append('\t');
        for (int number : numbers) line.append(number).append(' ');
        writer.println(line.toString().trim());
      }
    }
  }

  private void measure(int warm, int repeat) throws Exception {
    double[] fastest = new double[(articles.length + batch - 1) / batch];
    double[] cpu = new double[repeat];
    Arrays.fill(fastest, Double.POSITIVE_INFINITY);
    for (int i = 0; i < warm; i++) round(new double[fastest.length]);
    for (int i = 0; i < repeat; i++) cpu[i] = round(fastest);
    Arrays.sort(cpu);
    Arrays.sort(fastest);
    System.out.printf(Locale.ROOT,
        "{\"queries\":%d,\"register_cpu_s\":%.4f,\"bytes_per_query\":%.1f,\"articles\":%d,\"articles_per_cpu_s\":%.4f,\"p50_us\":%.1f,\"p99_us\":%.1f,"
            + "\"candidates_per_article\":%.1f,\"matches\":%d,\"matches_per_article\":%.4f,\"register_thread_cpu_s\":%.4f}%n",
        queries, registerCpu, (double) bytes / Math.max(1, queries), articles.length, articles.length / cpu[repeat / 2],
        fastest[fastest.length / 2] / batch, fastest[fastest.length * 99 / 100] / batch, (double) candidates / articles.length, matches,
        (double) matches / articles.length, registerThreadCpu);
  }

  /** One pass over the articles; CPU seconds of this thread. */
  private double round(double[] fastest) throws Exception {
    matches = candidates = 0;
    double cpu = threadCpu();
    for (int i = 0; i < fastest.length; i++) {
      Document[] documents = Arrays.copyOfRange(articles, i * batch, Math.min(articles.length, (i + 1) * batch));
      long start = System.nanoTime();
      MultiMatchingQueries<QueryMatch> found = monitor.match(documents, QueryMatch.SIMPLE_MATCHER);
      fastest[i] = Math.min(fastest[i], (System.nanoTime() - start) / 1e3);
      candidates += found.getQueriesRun();
      for (int k = 0; k < documents.length; k++) matches += found.getMatchCount(k);
    }
    return threadCpu() - cpu;
  }

  private static double threadCpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }

  private static double processCpu() {
    return Peer.cpu() / 1e9;
  }
}
