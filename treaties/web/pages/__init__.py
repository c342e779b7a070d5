"""What is on the page at one address? One module a page or a group of pages: a request is read,
`views` are asked, a template is filled. No rule about treaties, and no write but through
`register`.
"""
