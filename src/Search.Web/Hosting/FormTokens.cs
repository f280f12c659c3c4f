using Microsoft.AspNetCore.Antiforgery;

namespace Search.Web.Hosting;

/// <summary>Every form carries a token that only our own pages can give (against cross-site request forgery).</summary>
internal static class FormTokens
{
    /// <summary>Refuses a POST without a valid token, with a page that says what to do.</summary>
    public static TBuilder WithFormToken<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            var antiforgery = context.RequestServices.GetRequiredService<IAntiforgery>();
            return await antiforgery.IsRequestValidAsync(context)
                ? await next(invocation)
                : View.Message(StatusCodes.Status400BadRequest, "Please send the form again", "The page had grown old, or the request came from elsewhere. Go back, reload the page, and send the form again.");
        });
}
