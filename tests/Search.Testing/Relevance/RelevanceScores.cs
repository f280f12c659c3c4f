using Search.Lucene.Searching;

namespace Search.Testing.Relevance;

/// <summary>How good rankings are, from 0 to 1, as trec_eval reckons it.</summary>
/// <param name="Map">Mean over the questions of average precision: at each answer the share of answers so far, 0 for answers that were not found.</param>
/// <param name="Ndcg">Mean of nDCG@10: the grades of the first ten, discounted by log2 of the place, as a share of the best that could be.</param>
public sealed record RelevanceScores(double Map, double Ndcg)
{
    private const int First = 10;

    /// <param name="collection">The questions.</param>
    /// <param name="rankings">For each, documents by their number in the collection, best first.</param>
    public static RelevanceScores Of(IrCollection collection, IReadOnlyList<IReadOnlyList<ScoreDoc>> rankings)
    {
        var grades = rankings.Select((ranking, i) => ranking.Select(hit => collection.Queries[i].Grades.GetValueOrDefault(collection.Documents[hit.Doc].Id)).ToArray()).ToArray();
        return new RelevanceScores(
            collection.Queries.Select((query, i) => AveragePrecision(grades[i], query.Grades.Values.Count(grade => grade > 0))).Average(),
            collection.Queries.Select((query, i) => Gain(grades[i]) / Gain(query.Grades.Values.OrderDescending())).Average());
    }

    private static double AveragePrecision(int[] grades, int answers)
    {
        var (found, sum) = (0, 0.0);
        for (var i = 0; i < grades.Length; i++)
        {
            if (grades[i] > 0)
                sum += (double)++found / (i + 1);
        }
        return sum / answers;
    }

    private static double Gain(IEnumerable<int> grades) => grades.Take(First).Select((grade, i) => grade / Math.Log2(i + 2)).Sum();
}
