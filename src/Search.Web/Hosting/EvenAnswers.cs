namespace Search.Web.Hosting;

/// <summary>Answers to secret links come no sooner for a token that is none than for one that is: how near a guess was can't be measured.</summary>
internal static class EvenAnswers
{
    /// <summary>Longer than any of these handlers works.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(60);

    public static TBuilder WithEvenAnswers<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (invocation, next) =>
        {
            var least = Task.Delay(Least, invocation.HttpContext.RequestAborted);
            var result = await next(invocation);
            await least;
            return result;
        });
}
