/** Saves, finds and reads an article through the client that is generated from /openapi.json. */
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

declare const process: { argv: string[] };
type Article = components["schemas"]["Article"];

function must<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) {
    throw new Error(what);
  }
  return value;
}

const client = createClient<paths, "application/json" | "application/problem+json">({ baseUrl: must(process.argv[2], "the service's address is missing") });

async function save(): Promise<Article> {
  const { data, error, response } = await client.POST("/articles", {
    body: {
      text: "The keeper of the lighthouse counted gulls all day, and wrote each of them down in a book.",
      title: "A day at the lighthouse",
      tags: ["gulls"],
    },
  });
  return must(data, `not saved: ${response.status} ${JSON.stringify(error)}`);
}

async function find(q: string): Promise<number> {
  const { data, error } = await client.GET("/search", { params: { query: { q, limit: 5, sort: "-created" } } });
  const hit = must(must(data, `not found: ${JSON.stringify(error)}`).items[0], "nothing has the word");
  const snippet: string = must(hit.snippet, "no snippet");
  if (!snippet.includes("<mark>gulls</mark>")) {
    throw new Error(`not marked: ${snippet}`);
  }
  return must(hit.id, "an article without a number");
}

async function read(id: number): Promise<string> {
  const { data } = await client.GET("/articles/{id}", { params: { path: { id } } });
  return must(data, "not there").content_text;
}

async function misspell(): Promise<number> {
  const { error } = await client.GET("/search", { params: { query: { q: '"open' } } });
  return must(error, "a search that is wrong was answered").errors?.[0]?.position ?? -1;
}

const saved = await save();
const id = await find("gulls tag:gulls");
const text = await read(id);
console.log(JSON.stringify({ saved: saved.id, id, title: saved.title, text, position: await misspell() }));
