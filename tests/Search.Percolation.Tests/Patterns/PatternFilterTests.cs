using System.Text;
using Search.Percolation.Patterns;
using Search.Percolation.Terms;

namespace Search.Percolation.Tests.Patterns;

public class PatternFilterTests
{
    [Fact]
    public void Every_term_that_begins_so_may_fit()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var (filter, beginnings) = (new PatternFilter(), Enumerable.Range(0, random.Next(1, 40)).Select(_ => Letters(random, 1, 12)).ToList());
            foreach (var beginning in beginnings)
                filter.Add(Encoding.UTF8.GetBytes(beginning));
            foreach (var beginning in beginnings)
                Assert.True(MayFit(filter, beginning + Letters(random, 0, 9)));
        }
    }

    [Fact]
    public void Most_terms_that_begin_otherwise_are_turned_away()
    {
        var filter = new PatternFilter();
        foreach (var beginning in new[] { "milit", "incur", "re", "qalamoun" })
            filter.Add(Encoding.UTF8.GetBytes(beginning));
        var random = new Random(6);
        var terms = Enumerable.Range(0, 10_000).Select(_ => "b" + Letters(random, 1, 9)).ToList();
        Assert.InRange(terms.Count(term => MayFit(filter, term)), 0, terms.Count / 100);
    }

    [Fact]
    public void Patterns_that_are_no_beginnings_let_every_term_pass()
    {
        var filter = new PatternFilter();
        filter.Add("milit"u8);
        filter.AddAny();
        Assert.True(MayFit(filter, "other"));
    }

    private static bool MayFit(PatternFilter filter, string term) => filter.MayFit(TermHash.Prefix(Encoding.UTF8.GetBytes(term)));

    private static string Letters(Random random, int fewest, int most) => new(random.GetItems("abcdefghiéق".ToCharArray(), random.Next(fewest, most)));
}
